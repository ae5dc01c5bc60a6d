import { Alert } from '@mantine/core';
import { useConnectionLost } from '../api/connection.ts';
import { IconAlertTriangle } from '../components/icons.ts';

/** Says that the gateway is out of reach, for as long as it is. */
export function ConnectionNotice() {
  const lost = useConnectionLost();
  return (
    <div role="status" aria-live="polite">
      {lost && (
        <Alert variant="default" mb="md" icon={<IconAlertTriangle />} title="The gateway does not answer">
          What you see may be out of date. The page tries again every two seconds.
        </Alert>
      )}
    </div>
  );
}
