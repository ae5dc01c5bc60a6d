import { lazy, Suspense } from 'react';
import { Skeleton } from '@mantine/core';
import type { CodeProps } from './code-view.tsx';

// An editor is most of what a visitor who edits loads, and nobody else needs it.
const CodeView = lazy(() => import('./code-view.tsx').then((m) => ({ default: m.CodeView })));

/** An editor for text with colours, line numbers and marks where something is wrong. */
export function Code(props: CodeProps) {
  return (
    <Suspense fallback={<Skeleton height={props.minHeight ?? 240} aria-hidden />}>
      <CodeView {...props} />
    </Suspense>
  );
}
