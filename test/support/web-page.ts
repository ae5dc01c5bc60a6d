import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { waitForLock } from '../../src/processes/os-lock.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SCREENSHOTS = join(ROOT, '.cache', 'screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The folder of the built page; it is built first where it was made from other sources. */
export async function builtPage(): Promise<string> {
  const output = join(ROOT, 'dist', 'web');
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const lock = await waitForLock(join(ROOT, '.cache', 'page.lock'));
  try {
    await buildWeb({ root: ROOT, output });
    return output;
  } finally {
    lock.release();
  }
}

/** Keeps a picture of what the page shows, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** The window of a phone. */
export const PHONE = { width: 390, height: 844 };

/** Looks at the page as a phone shows it, keeps a picture, and gives the window its size back. @throws when the page is wider */
export async function fitsPhone(page: Page, name: string, before: typeof PHONE): Promise<void> {
  await page.setViewportSize(PHONE);
  await screenshot(page, `${name}-phone`);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(
    PHONE.width,
  );
  await page.setViewportSize(before);
}

/** What axe finds wrong with the page that is serious or worse, one line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
  });
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact?: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Keeps what the browser complains of: errors in the console, and errors that nobody caught. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
