# The lab's programs, from the module that also pins them for `npm start`.
FROM golang:1.26-bookworm AS lab-build
WORKDIR /tools
COPY tools/go.mod tools/go.sum ./
RUN go mod download
ENV CGO_ENABLED=0
RUN go build -trimpath -ldflags='-s -w' -o /out/etcd go.etcd.io/etcd/server/v3 \
  && version="$(go list -m -f '{{.Version}}' github.com/Shopify/toxiproxy/v2)" \
  && go build -trimpath -ldflags="-s -w -X github.com/Shopify/toxiproxy/v2.Version=${version#v}" \
       -o /out/toxiproxy-server github.com/Shopify/toxiproxy/v2/cmd/server

FROM alpine:3.22 AS etcd
# A volume takes its owner from the folder that it is first mounted over.
RUN adduser -D -u 10001 lab && mkdir /data && chown lab:lab /data
COPY --from=lab-build /out/etcd /usr/local/bin/
USER lab
VOLUME /data
EXPOSE 2379 2380
ENTRYPOINT ["etcd"]

FROM alpine:3.22 AS toxiproxy
RUN adduser -D -u 10001 lab
COPY --from=lab-build /out/toxiproxy-server /usr/local/bin/
USER lab
EXPOSE 8474
ENTRYPOINT ["toxiproxy-server", "-host=0.0.0.0"]

# Web and worker are one image; the compose file says which of them a container is.
# Not Node 24: with the headers of 24.19 and newer, better-sqlite3 12 is compiled into something that aborts it
# (nodejs/node#65446).
FROM node:22-bookworm AS app-build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Scripts of packages stay off but for the one that compiles SQLite's binding.
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3 --ignore-scripts=false
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
RUN npx prisma generate && node scripts/bundle.mjs && npx next build \
  && npm prune --omit=dev --ignore-scripts && rm -rf .next/cache

FROM node:22-bookworm-slim AS app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 RETRYSCOPE_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=app-build --chown=node:node /app ./
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "node_modules/next/dist/bin/next", "start", "-H", "0.0.0.0", "-p", "3000"]
