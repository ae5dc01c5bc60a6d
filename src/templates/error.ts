import { AutomationError } from '../errors.ts';

/**
 * Where a template was refused: `syntax` = it is no template, `security` = its loops or its size are over
 * the limits (both when it is validated), `render` = it is valid but fails with this context.
 */
export type TemplateStage = 'syntax' | 'security' | 'render';

/**
 * A template that cannot be used: 422, never worth a retry.
 *
 * @example throw new TemplateError('syntax', "unexpected '}'", 3, source)
 */
export class TemplateError extends AutomationError {
  override readonly name = 'TemplateError';
  readonly stage: TemplateStage;
  /** Line of the template the error is about, counted from 1. */
  readonly line: number;
  /** The whole template. */
  readonly source: string;

  constructor(stage: TemplateStage, message: string, line: number, source: string) {
    super(`template_${stage}`, message, { httpStatus: 422 });
    this.stage = stage;
    this.line = line;
    this.source = source;
  }
}
