import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
  ValueError,
  type Payload,
} from '@temporalio/common';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The SDK's own form of JSON payloads, with the engine's UTF-8 coder: that of the SDK is written in JavaScript and some ten times slower. */
class NativeJsonConverter extends JsonPayloadConverter {
  override toPayload<T>(value: T): Payload | undefined {
    if (value === undefined) return undefined;
    let text: string;
    try {
      text = JSON.stringify(value);
    } catch {
      return undefined;
    }
    return { metadata: { encoding: JSON_ENCODING }, data: encoder.encode(text) };
  }

  override fromPayload<T>({ data }: Payload): T {
    if (data == null) throw new ValueError('Got payload with no data');
    return JSON.parse(decoder.decode(data)) as T;
  }
}

const JSON_ENCODING = encoder.encode('json/plain');

/** What the worker uses inside workflows (the bundle names this file). Payloads are the same as with the SDK's default. */
export const payloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new BinaryPayloadConverter(),
  new NativeJsonConverter(),
);
