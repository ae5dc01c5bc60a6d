import { useState } from 'react';
import { Button, Center, Checkbox, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { takeKey } from '../api/key.ts';
import { queryClient } from '../api/query-client.ts';

/** Asks for the API key that the server wants; a wrong one is said to be wrong before it is taken. */
export function KeyForm() {
  const [key, setKey] = useState('');
  const [remember, setRemember] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const problem = await problemWith(key.trim());
    setBusy(false);
    setProblem(problem);
    if (problem !== null) return;
    takeKey(key.trim(), remember);
    queryClient.clear();
  };
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper className="surface" p="xl" w={420} maw="100%">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack>
            <Title order={1}>Automations</Title>
            <Text c="dimmed" fz="sm">
              This server is protected. Enter an API key, one of those in AUTOMATIONS_API_KEY.
            </Text>
            <PasswordInput
              label="API key"
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={problem}
              autoComplete="current-password"
              data-autofocus
              autoFocus
              required
            />
            <Checkbox
              label="Remember on this device"
              description="Otherwise the key is forgotten when the tab closes"
              checked={remember}
              onChange={(event) => setRemember(event.currentTarget.checked)}
            />
            <Button type="submit" loading={busy} disabled={key.trim() === ''}>
              Continue
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

async function problemWith(key: string): Promise<string | null> {
  if (!/^[\x21-\x7e]+$/.test(key)) return 'A key has no blanks and no special characters';
  try {
    const reply = await fetch('/api/server', { headers: { Authorization: `Bearer ${key}` } });
    if (reply.status === 401) return 'The server does not know this key';
    return reply.ok ? null : `The server answered with status ${reply.status}`;
  } catch {
    return 'The gateway does not answer';
  }
}
