# syntax=docker/dockerfile:1
FROM node:20.19-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
COPY workflows workflows
COPY activities activities
COPY web web
RUN npm run build && npm prune --omit=dev

FROM node:20.19-bookworm-slim
# Temporal's connection looks for the system's certificates when it uses TLS.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
# A larger young generation, as `npm start` has it.
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=64
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
RUN ln -s /app/dist/src/cli/main.js /usr/local/bin/automations && chmod +x dist/src/cli/main.js
USER node
EXPOSE 4300
ENTRYPOINT ["automations"]
CMD ["--help"]
