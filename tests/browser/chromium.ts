import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../.config/chromium.mjs';

/** What keeps Chromium from asking the network by itself, and lets it run where there is no screen and no sandbox. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** Starts the machine's Chromium; nothing of it asks the network by itself. */
export function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium on this machine; set CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [...FLAGS],
  });
}
