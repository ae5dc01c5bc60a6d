import { Pool } from 'undici';

let pool: Pool | undefined;

/** Posts a text. */
export async function call(url: string, body: string): Promise<void> {
  pool ??= new Pool(new URL(url).origin, { connections: 32 });
  const response = await pool.request({ method: 'POST', path: '/', body });
  await response.body.dump();
}

/** Does nothing. */
export async function nothing(): Promise<void> {}
