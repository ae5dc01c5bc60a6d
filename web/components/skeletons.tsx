import { Skeleton, Stack } from '@mantine/core';

/** The shape of a list that is on its way. */
export function ListSkeleton({ rows = 5 }: { rows?: number }) {
  return (
    <div aria-busy="true" style={{ padding: 16 }}>
      <span className="visually-hidden" role="status">
        Loading
      </span>
      <Stack gap="lg">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row}>
            <Skeleton height={14} width={`${32 + ((row * 17) % 28)}%`} mb={8} />
            <Skeleton height={11} width={`${52 + ((row * 23) % 36)}%`} />
          </div>
        ))}
      </Stack>
    </div>
  );
}
