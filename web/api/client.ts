import createClient, { type Middleware } from 'openapi-fetch';
import { connectionLost } from './connection.ts';
import { readError } from './errors.ts';
import { apiKey, askForKey } from './key.ts';
import type { paths } from './schema.generated.ts';

const access: Middleware = {
  onRequest: ({ request }) => {
    const key = apiKey();
    if (key !== null) request.headers.set('Authorization', `Bearer ${key}`);
    return request;
  },
  onResponse: ({ response }) => {
    if (response.status === 401) askForKey();
    return response;
  },
  onError: ({ error }) => {
    // Taken back by the page itself: that says nothing about the gateway.
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    connectionLost();
    return new Error('The gateway does not answer');
  },
};

/** The API of the gateway, typed by its own description. */
export const api = createClient<paths>({ baseUrl: '/api' });
api.use(access);

/**
 * The body of a reply.
 *
 * @throws ApiError with the server's words when the reply is no 2xx
 * @example const automation = await answer(api.GET('/automations/{id}', { params: { path: { id } } }))
 */
export async function answer<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw readError(response.status, error);
  return data as T;
}
