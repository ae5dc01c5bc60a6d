// Records histories of real runs into test/histories/<version>: to be run at each release, and never again for it.
// `npx tsx scripts/record-histories.ts [NAME…]`
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { VERSION } from '../src/version.ts';
import { historyToText } from '../test/support/history-json.ts';
import { startSink } from '../test/support/http-sink.ts';
import { LiveServer } from '../test/support/live-server.ts';
import { HISTORIES } from '../test/support/recorded-histories.ts';
import { recordings } from './record-histories/recordings.ts';

/** Files that are larger are compressed. */
const MOST_CHARACTERS = 200_000;

const folder = join(HISTORIES, VERSION.split('-')[0]!);
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const sink = await startSink();
for (const [name, { settings = {}, record }] of Object.entries(recordings)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const server = await LiveServer.start(settings);
  try {
    const workflowIds = await record(server, sink);
    const { workflow } = await server.temporal();
    let written = 0;
    for await (const { workflowId, runId } of workflow.list()) {
      if (!workflowIds.includes(workflowId)) continue;
      const text = withoutPlace(historyToText(await workflow.getHandle(workflowId, runId).fetchHistory()));
      written += 1;
      const file = join(folder, `${name}-${written}.json`);
      if (text.length <= MOST_CHARACTERS) writeFileSync(file, `${text}\n`);
      else writeFileSync(`${file}.gz`, gzipSync(text));
    }
    console.log(`${name}: ${written} histories`);
  } finally {
    await server.close();
  }
}
await sink.close();

/** Leaves out on which machine and in which folder it was recorded: the identities of processes, and stack traces. */
function withoutPlace(text: string): string {
  // Never a bare name: payloads are base64, where it may stand by chance; an @ or the path cannot.
  return text.replaceAll(`@${hostname()}`, '@host').replaceAll(`${process.cwd()}/`, '');
}
