import { useEffect, useState } from 'react';
import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from './icons.ts';

/** A field for a filter: `/` leads to the first of a view; what is written counts after a short rest. */
export function SearchInput({
  value,
  onSearch,
  label,
  first = false,
  ...more
}: {
  value: string;
  onSearch: (text: string) => void;
  label: string;
  /** Whether `/` leads here. */
  first?: boolean;
} & Omit<TextInputProps, 'value' | 'onChange' | 'label'>) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // The address changed from elsewhere, for instance by going back.
  if (value !== known) {
    setKnown(value);
    if (text.trim() !== value) setText(value);
  }
  const search = useDebouncedCallback(onSearch, 250);
  useEffect(() => () => search.cancel(), [search]);
  return (
    <TextInput
      {...more}
      {...(first && { 'data-search': true })}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={15} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}
