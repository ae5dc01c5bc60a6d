import { Anchor, Stack, Text } from '@mantine/core';
import { useServer } from '../api/server.ts';

/** Which version runs, and where its other pages are. */
export function ServerLine() {
  const { data } = useServer();
  return (
    <Stack gap={2} px={10} pb={4}>
      <Anchor href="/api/docs" target="_blank" fz="xs">
        API
      </Anchor>
      {data?.temporal_ui_url != null && (
        <Anchor href={data.temporal_ui_url} target="_blank" rel="noreferrer" fz="xs">
          Temporal
        </Anchor>
      )}
      <Text fz="xs" c="dimmed" mih={18}>
        {data === undefined
          ? ''
          : `Version ${data.version}${data.upstream ? ', before a Prefect server' : ''}`}
      </Text>
    </Stack>
  );
}
