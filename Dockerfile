# The program as it runs: Node, what it needs at run time, and its sources. Nothing is built.
FROM node:24-slim

ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Node is here already, so that the one that npm would bring stays away.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force
COPY bin ./bin
COPY src ./src
COPY LICENSE README.md ./

RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Twenty-five seconds are for running work to end, and five for the rest.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/reverie.js"]
