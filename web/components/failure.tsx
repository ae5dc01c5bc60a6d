import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from './icons.ts';

/** What could not be shown, with the server's words and a way to try again. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle />}
      title="This did not work"
      role="alert"
      m="md"
    >
      <Group justify="space-between" align="flex-end">
        <Text fz="sm" style={{ whiteSpace: 'pre-line' }}>
          {error.message}
        </Text>
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
