import { useState } from 'react';
import { ActionIcon, Button, Group, JsonInput, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation } from 'wouter';
import { answer, api } from '../api/client.ts';
import type { Deployment } from '../api/types.ts';
import { IconPlayerPlay } from '../components/icons.ts';
import { useChange } from '../components/use-change.ts';

/** Runs a deployment, with its own parameters or changed ones; then shows the run. */
export function RunButton({ deployment, small = false }: { deployment: Deployment; small?: boolean }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      {small ? (
        <Tooltip label="Run">
          <ActionIcon variant="subtle" color="gray" onClick={open} aria-label={`Run ${deployment.name}`}>
            <IconPlayerPlay size={17} />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button leftSection={<IconPlayerPlay size={15} />} onClick={open}>
          Run
        </Button>
      )}
      <Modal
        opened={opened}
        onClose={close}
        title={`Run ${deployment.name}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <RunForm deployment={deployment} onClose={close} />
      </Modal>
    </>
  );
}

function RunForm({ deployment, onClose }: { deployment: Deployment; onClose: () => void }) {
  const [text, setText] = useState(() => JSON.stringify(deployment.parameters, null, 2));
  const [, navigate] = useLocation();
  const parameters = readObject(text);
  const run = useChange(['flow-runs'], async () => {
    const created = await answer(
      api.POST('/deployments/{id}/create_flow_run', {
        params: { path: { id: deployment.id } },
        body: { parameters: parameters ?? {} },
      }),
    );
    onClose();
    navigate(`/runs/${created.id}`);
  });
  return (
    <Stack>
      <JsonInput
        label="Parameters"
        description="As JSON; what is left out keeps the value of the deployment"
        value={text}
        onChange={setText}
        error={parameters === undefined ? 'This is no JSON object' : null}
        autosize
        minRows={4}
        maxRows={16}
        data-autofocus
      />
      <Group justify="flex-end">
        {run.error !== null && (
          <Text fz="sm" c="var(--app-bad)" role="alert">
            {run.error.message}
          </Text>
        )}
        <Button
          onClick={() => run.mutate(undefined)}
          loading={run.isPending}
          disabled={parameters === undefined}
        >
          Run
        </Button>
      </Group>
    </Stack>
  );
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
