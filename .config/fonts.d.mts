/** Gives each file that the step writes, by its name below src/. */
export function deriveFonts(): Promise<Map<string, Buffer>>;
