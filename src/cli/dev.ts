import { freePort } from '../processes/free-port.ts';
import { lockDataDir } from '../processes/data-lock.ts';
import { startDevServer, type DevServer } from '../temporal/dev-server.ts';
import { findTemporal } from '../temporal/executable.ts';
import { installRuntime } from '../temporal/runtime.ts';
import {
  embeddedNamespace,
  embeddedTarget,
  temporalTarget,
  wantsExistingTemporal,
} from '../temporal/target.ts';
import { startParts } from './compose.ts';
import type { ProgramContext } from './program.ts';

/** `automations dev`: everything embedded in one process, with Temporal beside it. */
export async function startDev(context: ProgramContext): Promise<void> {
  const { settings, logger, lifecycle, say } = context;
  await lifecycle.start(
    'data folder',
    () => lockDataDir(settings.dataDir),
    (lock) => lock.release(),
  );
  installRuntime(logger, settings.temporalMetrics);
  const embedded = wantsExistingTemporal() ? undefined : await startEmbeddedTemporal(context);
  const port = await freePort(settings.host, settings.port);
  if (settings.port !== 0 && port !== settings.port) {
    say(`port ${settings.port} is taken: the gateway uses ${port}`);
  }
  const target = embedded === undefined ? temporalTarget() : embeddedTarget(embedded.address);
  const url = await startParts(context, {
    target,
    worker: true,
    gateway: { ...settings, port },
    ...(embedded !== undefined && { temporalUiUrl: embedded.uiUrl }),
  });
  const temporal = embedded === undefined ? `Temporal at ${target.address}` : `Temporal UI ${embedded.uiUrl}`;
  say(`ready: ${url} · API docs ${url}/api/docs · ${temporal}`);
}

async function startEmbeddedTemporal(context: ProgramContext): Promise<DevServer> {
  const { settings, logger, lifecycle, say } = context;
  let path: string | undefined;
  // Its own step: fetching takes minutes, and an interrupted start does not wait for it.
  const executable = async (): Promise<string> =>
    (path ??= (
      await lifecycle.start('Temporal CLI', () =>
        findTemporal({ cacheDir: settings.cacheDir, onProgress: say }),
      )
    ).path);
  return await lifecycle.start(
    'Temporal',
    async () => {
      const started = await startDevServer({
        dataDir: settings.dataDir,
        executable,
        namespace: embeddedNamespace(),
        logger,
        onProgress: say,
      });
      lifecycle.onForce(() => started.kill());
      return started;
    },
    (started) => started.stop(),
  );
}
