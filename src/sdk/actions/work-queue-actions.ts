import { sourceOf, type Target } from './target.ts';

/** Pauses a work queue: nothing is started from it meanwhile. */
export class PauseWorkQueue {
  readonly type = 'pause-work-queue';
  readonly source: 'selected' | 'inferred';
  readonly work_queue_id: string | null;

  constructor(target: Target<'work_queue_id'>) {
    this.source = sourceOf(target);
    this.work_queue_id = target.work_queue_id ?? null;
  }
}

/** Resumes a work queue. */
export class ResumeWorkQueue {
  readonly type = 'resume-work-queue';
  readonly source: 'selected' | 'inferred';
  readonly work_queue_id: string | null;

  constructor(target: Target<'work_queue_id'>) {
    this.source = sourceOf(target);
    this.work_queue_id = target.work_queue_id ?? null;
  }
}
