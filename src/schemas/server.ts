import { z } from 'zod';

/** What `GET /api/server` answers: what a client needs to know of the installation. */
export const serverInfoSchema = z.object({
  version: z.string(),
  /** Where Temporal's web pages are, without a slash at the end; null when that is not known. */
  temporal_ui_url: z.string().nullable(),
  temporal_namespace: z.string(),
  /** Whether a Prefect server is behind this one, which has the flow runs, deployments and work pools. */
  upstream: z.boolean(),
});
export type ServerInfo = z.infer<typeof serverInfoSchema>;
