/// <reference types="astro/client" />

/**
 * Whether the dev server draws the page, so that its script may run; the integration sets it. Astro's own import.meta.env.PROD
 * would follow an environment variable of that name.
 */
declare const FOLLOWS_CONTENT: boolean;
