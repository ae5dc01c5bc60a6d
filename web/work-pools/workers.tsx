import { answer, api } from '../api/client.ts';
import type { WorkPool } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Empty } from '../components/empty.tsx';
import { Fact } from '../components/fact.tsx';
import { IconServer } from '../components/icons.ts';
import { Section } from '../components/section.tsx';
import { Time } from '../components/time.tsx';
import { useObject } from '../components/use-object.ts';

/** Who asks for work here. */
export function Workers({ pool }: { pool: WorkPool }) {
  const workers = useObject(['work-pools', 'workers', pool.name], () =>
    answer(
      api.POST('/work_pools/{pool}/workers/filter', {
        params: { path: { pool: pool.name } },
        body: { limit: 200 },
      }),
    ),
  );
  return (
    <Section title="Workers" padded={false}>
      <Answer query={workers} rows={1}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={IconServer} title="No worker polls here">
              Runs wait until a worker polls the task queue of one of these work queues.
            </Empty>
          ) : (
            <ul className="rows">
              {list.map((worker) => (
                <li className="row" key={worker.id}>
                  <div className="row-main">
                    <span className="row-title">{worker.name}</span>
                  </div>
                  <dl className="row-facts" style={{ margin: 0 }}>
                    <Fact name="Status">{worker.status === 'ONLINE' ? 'Online' : 'Offline'}</Fact>
                    <Fact name="Last polled">
                      <Time value={worker.last_heartbeat_time} />
                    </Fact>
                  </dl>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}
