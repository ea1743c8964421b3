import { app, teamDomain, teamId, teamUrl } from "../world/identity.ts";
import type { Methods } from "./method.ts";
import { SlackError } from "./slack-error.ts";

/** Who the app is, and how it connects. */
export const authMethods: Methods = {
  "api.test": { token: "any", scopes: [], run: ({ arguments: { values } }) => ({ args: values }) },
  "auth.test": {
    token: "bot",
    scopes: [],
    run: () => ({
      url: teamUrl,
      team: teamDomain,
      team_id: teamId,
      user: app.name,
      user_id: app.userId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  },
  "apps.connections.open": {
    token: "app",
    scopes: [],
    run: ({ state }) => {
      if (state.settings.connectError) throw new SlackError(state.settings.connectError);
      const url = `${state.baseUrl.replace("http", "ws")}/link/?ticket=${state.nextNumber()}&app_id=${app.id}`;
      return { url };
    },
  },
  "team.info": {
    token: "bot",
    scopes: ["team:read"],
    run: () => ({
      team: {
        id: teamId,
        name: "Example",
        domain: teamDomain,
        url: teamUrl,
        email_domain: "",
        icon: { image_default: true },
      },
    }),
  },
};
