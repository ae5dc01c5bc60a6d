#!/usr/bin/env -S node --max-semi-space-size=64
import { endQuietlyWithReader } from './output/pipes.ts';
import { runCommandLine } from './run.ts';

endQuietlyWithReader();
await runCommandLine(process.argv.slice(2));
