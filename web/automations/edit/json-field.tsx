import { useState } from 'react';
import { Textarea } from '@mantine/core';
import { isObject, type Json } from '../../editor/paths.ts';

/** An object that the form has no fields for, as JSON; what is not JSON yet stays in the field. */
export function JsonField({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: unknown;
  onChange: (next: Json | undefined) => void;
  error?: string | undefined;
}) {
  const written = isObject(value) ? JSON.stringify(value, null, 2) : '';
  const [state, setState] = useState({ text: written, written, problem: '' });
  // Changed elsewhere, in the text for instance.
  if (state.written !== written) setState({ text: written, written, problem: '' });
  return (
    <Textarea
      label={label}
      description="A JSON object; its texts may be templates"
      placeholder="{}"
      autosize
      minRows={2}
      maxRows={14}
      value={state.text}
      onChange={({ currentTarget: { value: text } }) => {
        const next = read(text);
        if (typeof next === 'string') return setState({ ...state, text, problem: next });
        setState({ text, written: next === undefined ? '' : JSON.stringify(next, null, 2), problem: '' });
        onChange(next);
      }}
      error={state.problem || error}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
    />
  );
}

function read(text: string): Json | undefined | string {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : 'This must be a JSON object';
  } catch (error) {
    return (error as Error).message;
  }
}
