import { z } from 'zod';

// Prefect's SDK sends null for optional fields that are not set.
/** A string or nothing; null counts as nothing. */
export const optionalString = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** A list of strings or nothing; null counts as an empty list. */
export const optionalStrings = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/** A flag with Prefect's default. */
export const flag = (byDefault: boolean) =>
  z
    .boolean()
    .nullish()
    .transform((value) => value ?? byDefault);

/** Values by name; numbers and flags become text. */
export const textByName = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform(String),
);

/** As {@link textByName}; null or nothing gives an empty object. */
export const optionalTextByName = textByName.nullish().transform((value) => value ?? {});

/** Headers by name; a name or a value that HTTP does not allow is refused here and not at the first call. */
export const headersByName = textByName
  .nullish()
  .transform((value) => value ?? {})
  .superRefine((headers, context) => {
    for (const [name, value] of Object.entries(headers)) {
      if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && !/[\r\n\0]/.test(value)) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'not a valid header' });
    }
  });

/** The URL of an HTTP service; its text never appears in messages. */
export const httpUrl = z.string().refine(isHttpUrl, 'must be an http or https URL');

/** The methods that Prefect's webhook blocks know. */
export const httpMethod = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST');

/** How serious a notification is, in Prefect's words; services with severities map it. */
export const notifyType = z.enum(['info', 'success', 'warning', 'failure']).default('info');

/** A field that must not be empty. */
export const requiredString = z.string().min(1, 'must not be empty');

/** Whether a text is the URL of an HTTP service. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
