import { sourceOf, type Target } from './target.ts';

/** Pauses a work pool: nothing is started in it meanwhile. */
export class PauseWorkPool {
  readonly type = 'pause-work-pool';
  readonly source: 'selected' | 'inferred';
  readonly work_pool_id: string | null;

  constructor(target: Target<'work_pool_id'>) {
    this.source = sourceOf(target);
    this.work_pool_id = target.work_pool_id ?? null;
  }
}

/** Resumes a work pool. */
export class ResumeWorkPool {
  readonly type = 'resume-work-pool';
  readonly source: 'selected' | 'inferred';
  readonly work_pool_id: string | null;

  constructor(target: Target<'work_pool_id'>) {
    this.source = sourceOf(target);
    this.work_pool_id = target.work_pool_id ?? null;
  }
}
