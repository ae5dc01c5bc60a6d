import { lazy, Suspense, useState } from 'react';
import { TextInput } from '@mantine/core';

const TagPicker = lazy(() => import('./tag-picker.tsx').then((m) => ({ default: m.TagPicker })));

/** The tags of a list's automations. What it takes to pick them is loaded when somebody does: the first view is there sooner. */
export function TagFilter({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (tags: string[]) => void;
}) {
  const [used, setUsed] = useState(false);
  const [begun, setBegun] = useState('');
  const plain = (
    <TextInput
      role="combobox"
      aria-expanded={false}
      aria-haspopup="listbox"
      aria-label="Tags"
      placeholder="Any tag"
      value={begun === '' ? value.join(', ') : begun}
      onFocus={() => setUsed(true)}
      onChange={(event) => setBegun(event.currentTarget.value)}
      flex="0 1 230px"
    />
  );
  if (!used) return plain;
  return (
    <Suspense fallback={plain}>
      <TagPicker value={value} onChange={onChange} begun={begun} />
    </Suspense>
  );
}
