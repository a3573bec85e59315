import { defineConfig } from 'astro/config';
import dateline from './src/build/integration.ts';

// Address, base path and output folder come from content/site.yml and the command line: see src/build/integration.ts.
export default defineConfig({ integrations: [dateline()] });
