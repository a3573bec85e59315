/** Gives the first Chromium or Chrome of this machine, or undefined; CHROMIUM names another. */
export function findChromium(): string | undefined;
