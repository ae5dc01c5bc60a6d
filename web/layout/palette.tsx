import { useState, type KeyboardEvent } from 'react';
import { Group, Modal, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api } from '../api/client.ts';
import { IconBolt, IconSearch, type Icon } from '../components/icons.ts';
import { views } from './views.ts';

interface Goal {
  readonly path: string;
  readonly title: string;
  readonly kind: string;
  readonly icon: Icon;
}

/** Goes to a view or an automation by its name. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': 'Go to' } }}
    >
      <Goals onClose={onClose} />
    </Modal>
  );
}

function Goals({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [, navigate] = useLocation();
  const goals = useGoals(text);
  const index = Math.min(chosen, goals.length - 1);
  const go = (goal: Goal | undefined): void => {
    if (goal === undefined) return;
    onClose();
    navigate(goal.path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') go(goals[index]);
    if (step === undefined) return;
    event.preventDefault();
    setChosen((index + step + goals.length) % Math.max(1, goals.length));
  };
  return (
    <>
      <TextInput
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        placeholder="Go to a view or an automation"
        aria-label="Go to a view or an automation"
        role="combobox"
        aria-expanded
        aria-controls="palette-goals"
        aria-activedescendant={goals.length > 0 ? `goal-${index}` : undefined}
        leftSection={<IconSearch size={16} />}
        variant="unstyled"
        size="md"
        p={6}
        data-autofocus
      />
      <div
        id="palette-goals"
        role="listbox"
        aria-label="Places"
        style={{ borderTop: '1px solid var(--app-line)', padding: 6 }}
      >
        {goals.map((goal, at) => (
          <div
            key={goal.path}
            id={`goal-${at}`}
            role="option"
            aria-selected={at === index}
            className="nav-link"
            aria-current={at === index ? 'page' : undefined}
            style={{ cursor: 'pointer' }}
            onClick={() => go(goal)}
            onMouseMove={() => setChosen(at)}
          >
            <goal.icon size={16} aria-hidden />
            <Group justify="space-between" flex={1} wrap="nowrap">
              <span>{goal.title}</span>
              <Text span fz="xs" c="dimmed">
                {goal.kind}
              </Text>
            </Group>
          </div>
        ))}
      </div>
      {goals.length === 0 && (
        <Text p="md" c="dimmed" fz="sm" role="status">
          Nothing is called that.
        </Text>
      )}
    </>
  );
}

function useGoals(text: string): Goal[] {
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const { data = [] } = useQuery({
    queryKey: ['palette', wanted],
    queryFn: () =>
      answer(
        api.POST('/automations/filter', {
          body: { automations: { name: { like_: wanted } }, limit: 8 },
        }),
      ),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  });
  const all = views.map(({ path, title, icon }) => ({ path, title, icon, kind: 'View' }));
  const places = all.filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()));
  if (wanted === '') return places;
  return [
    ...places,
    ...data.map(({ id, name }) => ({
      path: `/automations/${id}`,
      title: name,
      kind: 'Automation',
      icon: IconBolt,
    })),
  ];
}
