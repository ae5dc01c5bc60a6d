import { sourceOf, type Target } from './target.ts';

/** Pauses an automation. */
export class PauseAutomation {
  readonly type = 'pause-automation';
  readonly source: 'selected' | 'inferred';
  readonly automation_id: string | null;

  constructor(target: Target<'automation_id'>) {
    this.source = sourceOf(target);
    this.automation_id = target.automation_id ?? null;
  }
}

/** Resumes an automation. */
export class ResumeAutomation {
  readonly type = 'resume-automation';
  readonly source: 'selected' | 'inferred';
  readonly automation_id: string | null;

  constructor(target: Target<'automation_id'>) {
    this.source = sourceOf(target);
    this.automation_id = target.automation_id ?? null;
  }
}
