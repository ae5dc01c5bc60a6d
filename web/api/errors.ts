/** A call that the server refused, in its own words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** What is wrong with which field of the body, where the server said so. */
  readonly fields: readonly FieldProblem[];

  constructor(status: number, message: string, fields: readonly FieldProblem[] = []) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

/** What is wrong with one field; `path` is the way to it in the body. */
export interface FieldProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The server's words out of a reply that is no 2xx, in each of the shapes that the API has for it. */
export function readError(status: number, body: unknown): ApiError {
  if (typeof body === 'object' && body !== null) {
    const fields = fieldsOf(body);
    if (fields.length > 0) {
      const text = fields.map(({ path, message }) =>
        path.length > 0 ? `${path.join('.')}: ${message}` : message,
      );
      return new ApiError(status, text.join('\n'), fields);
    }
    for (const name of ['exception_message', 'detail', 'message'] as const) {
      const text = (body as Record<string, unknown>)[name];
      if (typeof text === 'string' && text !== '') return new ApiError(status, text);
    }
    const { error } = body as { error?: { message?: unknown } };
    if (typeof error?.message === 'string') return new ApiError(status, error.message);
  }
  return new ApiError(status, `The server answered with status ${status}`);
}

function fieldsOf(body: object): FieldProblem[] {
  const { exception_detail, detail } = body as { exception_detail?: unknown; detail?: unknown };
  const list = Array.isArray(exception_detail) ? exception_detail : detail;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: { loc?: (string | number)[]; msg?: string }) =>
    typeof one.msg === 'string' ? [{ path: (one.loc ?? []).slice(1), message: one.msg }] : [],
  );
}
