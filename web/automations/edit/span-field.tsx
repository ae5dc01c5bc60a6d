import { useState } from 'react';
import { Group, Input, NumberInput, Select } from '@mantine/core';

const UNITS = [
  { value: '86400', label: 'days' },
  { value: '3600', label: 'hours' },
  { value: '60', label: 'minutes' },
  { value: '1', label: 'seconds' },
];

/** A span of time. What stands in the document is seconds; a span that is written as text is left to the text. */
export function SpanField({
  label,
  description,
  value,
  onChange,
  error,
  optional = false,
}: {
  label: string;
  description?: string;
  value: unknown;
  onChange: (seconds: number | null) => void;
  error?: string | undefined;
  /** Whether it may be empty, which is null. */
  optional?: boolean;
}) {
  const seconds = typeof value === 'number' ? value : null;
  const [unit, setUnit] = useState(() => unitOf(seconds ?? 60));
  if (typeof value === 'string') {
    return (
      <Input.Wrapper label={label} description={description} error={error}>
        <div>
          <code>{value}</code>, as it stands in the text
        </div>
      </Input.Wrapper>
    );
  }
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Group gap="xs" wrap="nowrap">
        <NumberInput
          aria-label={label}
          value={seconds === null ? '' : seconds / unit}
          min={0}
          onChange={(next) =>
            onChange(typeof next === 'number' ? Math.round(next * unit * 1_000) / 1_000 : optional ? null : 0)
          }
          error={error !== undefined}
          style={{ flex: 1 }}
        />
        <Select
          aria-label={`Unit of ${label}`}
          data={UNITS}
          value={String(unit)}
          allowDeselect={false}
          onChange={(next) => {
            const chosen = Number(next ?? 1);
            if (seconds !== null) onChange((seconds / unit) * chosen);
            setUnit(chosen);
          }}
          w={120}
        />
      </Group>
    </Input.Wrapper>
  );
}

function unitOf(seconds: number): number {
  return [86_400, 3_600, 60].find((unit) => seconds >= unit && seconds % unit === 0) ?? 1;
}
