import proto from '@temporalio/proto';
import type { History } from './histories.ts';

const Message = proto.temporal.api.history.v1.History;

/**
 * A history as text to keep. Bytes are base64, kinds are names. (The SDK's own converter works only where npm has
 * given all of its packages one and the same protobufjs.)
 */
export function historyToText(history: History): string {
  const plain = Message.toObject(Message.fromObject(history), {
    bytes: String,
    enums: String,
    longs: String,
  });
  return JSON.stringify(plain, null, 1);
}

/** The inverse of {@link historyToText}. */
export function historyFromText(text: string): History {
  return Message.fromObject(JSON.parse(text) as Record<string, unknown>);
}
