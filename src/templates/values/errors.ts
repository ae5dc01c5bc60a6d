/** The Python exceptions that a template can meet; filters such as `int` and `float` catch some of them. */
export type PyErrorKind =
  | 'TypeError'
  | 'ValueError'
  | 'KeyError'
  | 'IndexError'
  | 'AttributeError'
  | 'OverflowError'
  | 'ZeroDivisionError'
  | 'UndefinedError'
  | 'RuntimeError'
  | 'AssertionError'
  | 'FilterArgumentError';

/** An error of the template language itself, such as adding a number to a text. */
export class PyError extends Error {
  readonly kind: PyErrorKind;
  constructor(kind: PyErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Whether `error` is a {@link PyError} of one of these kinds. */
export function isPyError(error: unknown, ...kinds: PyErrorKind[]): error is PyError {
  return error instanceof PyError && kinds.includes(error.kind);
}
