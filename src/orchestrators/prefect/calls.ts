import { AutomationError } from '../../errors.ts';
import { isObject } from '../../schemas/scalars.ts';
import type { UpstreamCall, UpstreamClient, UpstreamReply } from '../../upstream/client.ts';
import type { Done, Request } from '../orchestrator.ts';

/** Calls to a Prefect server on behalf of an automation, with Prefect's reasons when they fail. */
export class PrefectCalls {
  readonly client: UpstreamClient;

  constructor(client: UpstreamClient) {
    this.client = client;
  }

  /**
   * @param type of the action, for the reason
   * @param accept statuses above 299 that are no failure
   * @throws AutomationError; final for what the server refuses
   */
  async make(
    type: string,
    request: Request,
    call: UpstreamCall,
    accept: readonly number[] = [],
  ): Promise<UpstreamReply> {
    const { id, name } = request.automation;
    const reply = await this.client.call({
      ...call,
      signal: request.signal,
      headers: {
        'prefect-automation-id': id,
        'prefect-automation-name': Buffer.from(name).toString('base64'),
        ...call.headers,
      },
    });
    if (reply.status < 300 || accept.includes(reply.status)) return reply;
    throw refusal(type, reply);
  }

  /** A call of which only the status is of interest. */
  async done(type: string, request: Request, call: UpstreamCall): Promise<Done> {
    const { status } = await this.make(type, request, call);
    return { details: { status_code: status }, related: [] };
  }

  /** The failure of an action whose target is not there. */
  missing(what: string): AutomationError {
    return new AutomationError('not_found', `${what} not found`, { details: { status_code: 404 } });
  }
}

/** What the server does not do, in Prefect's words. */
function refusal(type: string, { status, body }: UpstreamReply): AutomationError {
  const detail = isObject(body) ? body['detail'] : undefined;
  const text = detail === undefined ? '' : typeof detail === 'string' ? detail : JSON.stringify(detail);
  const because = text === '' ? '' : ` - ${text}`;
  const details = { status_code: status, ...(status === 409 && text !== '' && { validation_error: detail }) };
  const reason =
    status === 409 || status === 422
      ? `Validation error occurred for '${type}'${because}`
      : `Unexpected status from '${type}' action: ${status}${because}`;
  return new AutomationError('upstream_status', reason, { details });
}
