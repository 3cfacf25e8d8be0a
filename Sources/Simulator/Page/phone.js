// Moonpost
// SPDX-License-Identifier: Apache-2.0
"use strict";

/* The phone page: holds what the simulator tells it, shows one conversation, and sends what the person does. */

const api = "/simulator/api/";
const $ = (id) => document.getElementById(id);
const state = {
  numbers: [], number: null, contacts: new Map(), conversations: new Map(), selected: null,
  lastEvent: null, clockSkew: 0, isConnected: true, trouble: null,
};
const keyOf = (number, contact) => number + "|" + contact;
const now = () => Date.now() + state.clockSkew;

/* Small helpers */

function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) if (child !== null && child !== undefined && child !== "") node.append(child);
  return node;
}

function svg(name, className = "icon") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("class", className);
  node.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#i-" + name);
  node.append(use);
  return node;
}

function auto(node) {
  node.dir = "auto";
  return node;
}

/* Text of any direction that leaves the line around it as it is. */
const bdi = (text) => el("bdi", "", text);

function safeLink(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

function linkTo(url, className, ...children) {
  const href = safeLink(url);
  const node = el(href ? "a" : "span", className, ...children);
  if (href) Object.assign(node, { href, target: "_blank", rel: "noopener noreferrer" });
  return node;
}

let toastTimer;
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 5000);
}

async function post(path, body) {
  let response;
  try {
    response = await fetch(api + path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The simulator cannot be reached.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error?.message ?? "The simulator answered " + response.status + ".");
  return answer;
}

/* One after the other, so that two quick messages keep their order. */
let sending = Promise.resolve();
function send(content) {
  const contact = state.selected;
  if (!contact) return Promise.resolve(false);
  const body = { ...content, number: state.number };
  const result = sending.then(() => post("contacts/" + encodeURIComponent(contact) + "/messages", body));
  sending = result.catch(() => undefined);
  return result.then(() => true, (error) => {
    toast(error.message);
    return false;
  });
}

/* WhatsApp's text formatting, as nodes: nothing is ever parsed as HTML. */

const markers = { "*": "strong", "_": "em", "~": "s" };
const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

function formatted(text) {
  const out = document.createDocumentFragment();
  text.split(/```([\s\S]+?)```/).forEach((part, index) => {
    if (index % 2) out.append(el("pre", "", part.replace(/^\n|\n$/g, "")));
    else if (part) blocks(part, out);
  });
  return out;
}

function blocks(text, out) {
  let plain = [];
  const flush = () => {
    if (plain.length) inline(plain.join("\n"), out);
    plain = [];
  };
  for (const line of text.split("\n")) {
    if (line.startsWith("> ")) {
      flush();
      const quote = el("blockquote");
      inline(line.slice(2), quote);
      out.append(quote);
    } else plain.push(line);
  }
  flush();
}

function inline(text, out) {
  let plain = "";
  const flush = () => {
    if (plain) links(plain, out);
    plain = "";
  };
  for (let i = 0; i < text.length; i += 1) {
    const mark = text[i];
    const tag = mark === "`" ? "code" : markers[mark];
    const end = tag && !isWord(text[i - 1]) ? closing(text, i, mark) : -1;
    if (end < 0) {
      plain += mark;
      continue;
    }
    flush();
    const node = el(tag);
    if (mark === "`") node.textContent = text.slice(i + 1, end);
    else inline(text.slice(i + 1, end), node);
    out.append(node);
    i = end;
  }
  flush();
}

/* A marker closes where it follows something other than a space and is not followed by a letter. */
function closing(text, start, mark) {
  if (text[start + 1] === undefined || /\s/.test(text[start + 1]) || text[start + 1] === mark) return -1;
  for (let i = start + 2; i < text.length; i += 1) {
    if (text[i] === "\n") return -1;
    if (text[i] === mark && !/\s/.test(text[i - 1]) && !isWord(text[i + 1])) return i;
  }
  return -1;
}

function links(text, out) {
  let last = 0;
  for (const match of text.matchAll(/(?:https?:\/\/|www\.)[^\s<>"]+/gi)) {
    const address = match[0].replace(/[.,;:!?)\]}'»،؛؟]+$/u, "");
    out.append(text.slice(last, match.index));
    out.append(linkTo(/^www\./i.test(address) ? "https://" + address : address, "", address));
    last = match.index + address.length;
  }
  out.append(text.slice(last));
}

function textNode(text, className = "text") {
  const isHuge = className === "text" && /^(?:\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|[\ufe0f\u{1f3fb}-\u{1f3ff}])*\s?){1,3}$/u.test(text);
  return auto(el("div", isHuge ? "text huge" : className, formatted(text)));
}

/* Times and ticks */

const clockTime = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
const dayName = new Intl.DateTimeFormat([], { weekday: "long", day: "numeric", month: "long" });
const dayOf = (time) => new Date(time).toDateString();

function dayLabel(time) {
  if (dayOf(time) === dayOf(now())) return "Today";
  if (dayOf(time) === dayOf(now() - 86400000)) return "Yesterday";
  return dayName.format(time);
}

const tickPaths = {
  sent: "M5 6.5l3.2 3.3L15 2",
  delivered: "M1.5 6.5l3.2 3.3L11.5 2M8.3 9l.9.8L16.5 2",
  failed: "M9.5 1.5V7M9.5 10.3v.1",
};
tickPaths.read = tickPaths.delivered;

function tick(message) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("class", "tick");
  node.setAttribute("viewBox", "0 0 19 12");
  node.setAttribute("role", "img");
  node.append(
    document.createElementNS("http://www.w3.org/2000/svg", "title"), document.createElementNS("http://www.w3.org/2000/svg", "path"));
  setTick(node, message);
  return node;
}

function setTick(node, message) {
  const label = (message.from === "bot" ? "The bot was told: " : "") + message.tick;
  node.setAttribute("data-tick", message.tick);
  node.setAttribute("aria-label", label);
  node.querySelector("title").textContent = label;
  node.querySelector("path").setAttribute("d", tickPaths[message.tick] ?? tickPaths.sent);
}

/* What a message says in one line */

function summary(message) {
  const content = message[message.type] ?? {};
  switch (message.type) {
    case "text": return content.body ?? "";
    case "template": return message.filled?.body?.text ?? content.name ?? "Template";
    case "button": return content.text ?? "";
    case "interactive":
      return content.button_reply?.title ?? content.list_reply?.title ?? content.body?.text ?? "";
    case "image": return "📷 " + (content.caption || message.file_name || "Picture");
    case "video": return "🎬 " + (content.caption || "Video");
    case "audio": return "🎵 Sound";
    case "document": return "📄 " + (content.filename || content.caption || "Document");
    case "sticker": return "Sticker";
    case "location": return "📍 " + (content.name || "Location");
    case "contacts": return "👤 " + (content[0]?.name?.formatted_name || "Contact");
    case "order": return "🛒 " + basket(content);
    case "revoke": return "🚫 Deleted";
    default: return message.type;
  }
}

const stripped = (text) => text.replace(/```|(?<![\p{L}\p{N}])[*_~`](?=\S)|(?<=\S)[*_~`](?![\p{L}\p{N}])/gu, "").replace(/\s+/g, " ").trim();

/* Bubbles */

function row(message) {
  const isBot = message.from === "bot";
  const isFailed = Boolean(message.error);
  const bubble = el("div", "bubble " + (isBot ? "in" : "out") + (isFailed ? " failed" : ""));
  bubble.dataset.id = message.id;
  if (message.context && message.type !== "reaction") {
    const original = conversation().messages.get(message.context);
    if (original) {
      bubble.append(quote(original));
      bubble.classList.add("quotes");
    }
  }
  const parts = body(message);
  bubble.append(...parts.inside);
  if (message.type === "text" && bubble.childElementCount === 1 && !isFailed) bubble.classList.add("line");
  bubble.append(el("div", "meta", el("time", "", bdi(clockTime.format(message.time))), tick(message)));
  if (isFailed) {
    bubble.append(auto(el("div", "why", el("b", "", message.error.title + " (" + message.error.code + ")"), message.error.details)));
  } else if (isBot) bubble.append(reactButton(message));
  const node = el("div", "row " + (isBot ? "of-bot" : "of-person"), bubble);
  node.dataset.id = message.id;
  if (parts.isWide) node.classList.add("with-picture");
  if (parts.below.length) {
    node.classList.add("with-buttons");
    node.append(el("div", "choices", ...parts.below));
  }
  refresh(node, message);
  return node;
}

/* Brings what can change up to date, in place: a tap that is under way must not lose its target. */
function refresh(node, message) {
  const bubble = node.querySelector(".bubble");
  setTick(bubble.querySelector(".meta .tick"), message);
  const reactions = [message.reactions?.person, message.reactions?.bot].filter(Boolean).join(" ");
  const badge = bubble.querySelector(".reaction") ?? el("span", "reaction");
  badge.textContent = reactions;
  if (reactions) bubble.append(badge);
  else badge.remove();
  node.classList.toggle("has-reaction", reactions !== "");
  for (const button of node.querySelectorAll(".reply-button[data-id]")) {
    button.disabled = button.disabled || message.chosen !== undefined;
    button.classList.toggle("chosen", message.chosen === button.dataset.id);
  }
}

function quote(original) {
  const who = original.from === "bot" ? botName() : state.contacts.get(original.contact)?.name ?? "";
  const node = el("button", "quote", el("b", "", bdi(who)), auto(el("span", "", stripped(summary(original)))));
  node.type = "button";
  node.addEventListener("click", () => {
    document.querySelector(`.row[data-id="${CSS.escape(original.id)}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  });
  return node;
}

function basket(order) {
  return (order.product_items ?? []).map((item) => `${item.quantity} × ${item.product_retailer_id}`).join(", ");
}

function body(message) {
  const content = message[message.type] ?? {};
  const inside = [], below = [];
  let isWide = false;
  switch (message.type) {
    case "text": inside.push(textNode(content.body ?? "")); break;
    case "interactive": interactive(message, content, inside, below); break;
    case "template": template(message, content, inside, below); break;
    case "button": inside.push(textNode(content.text ?? "")); break;
    case "image": isWide = true; inside.push(picture(content, message)); break;
    case "location": isWide = true; inside.push(...place(content)); break;
    case "contacts":
      for (const card of content) {
        inside.push(thing("person", card.name?.formatted_name ?? "", (card.phones ?? []).map((phone) => phone.phone).filter(Boolean).join(", ")));
      }
      break;
    case "document": inside.push(thing("file", content.filename || "Document", content.link, content.link)); break;
    case "audio": inside.push(thing("sound", "Sound", content.link, content.link)); break;
    case "video": inside.push(thing("video", "Video", content.link, content.link)); break;
    case "sticker": inside.push(picture(content, message)); break;
    case "order": inside.push(textNode("🛒 " + basket(content))); if (content.text) inside.push(textNode(content.text)); break;
    case "revoke": inside.push(textNode("🚫 Deleted")); break;
    default: inside.push(textNode(message.type));
  }
  if (content.caption) inside.push(textNode(content.caption));
  return { inside, below, isWide };
}

function interactive(message, content, inside, below) {
  if (content.button_reply || content.list_reply) {
    const reply = content.button_reply ?? content.list_reply;
    inside.push(auto(el("div", "text", reply.title)));
    if (reply.description) inside.push(auto(el("div", "foot", reply.description)));
    return;
  }
  const header = content.header;
  if (header?.type === "text") inside.push(auto(el("div", "head", header.text)));
  else if (header?.type === "image") inside.push(picture(header.image, message));
  else if (header) inside.push(thing(header.type === "video" ? "video" : "file", header.document?.filename || header.type, header[header.type]?.link, header[header.type]?.link));
  inside.push(textNode(content.body?.text ?? ""));
  if (content.footer?.text) inside.push(auto(el("div", "foot", content.footer.text)));
  const isDead = Boolean(message.error);
  switch (content.type) {
    case "button":
      for (const button of content.action?.buttons ?? []) below.push(replyButton(message, button.reply, isDead));
      break;
    case "list": {
      const open = el("button", "list-open", svg("list"), bdi(content.action?.button ?? ""));
      open.type = "button";
      open.disabled = isDead;
      open.setAttribute("aria-haspopup", "dialog");
      open.addEventListener("click", () => openSheet(conversation().messages.get(message.id) ?? message));
      below.push(open);
      break;
    }
    case "cta_url":
      below.push(linkTo(content.action?.parameters?.url ?? "", "link-open", svg("link"), bdi(content.action?.parameters?.display_text ?? "")));
      break;
    case "flow": below.push(label(content.action?.parameters?.flow_cta ?? "Open")); break;
    case "voice_call": below.push(label(content.action?.parameters?.display_text ?? "Call now")); break;
    case "catalog_message": below.push(label("View catalog")); break;
    case "product": case "product_list": below.push(label("View items")); break;
    case "address_message": below.push(label("Provide address")); break;
    case "request_contact_info": below.push(label("Share phone number")); break;
    case "call_permission_request": below.push(label("Choose preference")); break;
    case "carousel":
      for (const card of content.action?.cards ?? []) {
        const header = card.header ?? {};
        if (header.type === "image") inside.push(picture(header.image, message));
        else inside.push(thing("video", "Video", header.video?.link, header.video?.link));
        if (card.body?.text) inside.push(textNode(card.body.text));
        const link = card.action?.parameters;
        if (link) below.push(linkTo(link.url ?? "", "link-open", svg("link"), bdi(link.display_text ?? "")));
        for (const button of card.action?.buttons ?? []) below.push(replyButton(message, button.quick_reply, isDead));
      }
      break;
    case "location_request_message": {
      const share = el("button", "reply-button", svg("pin"), el("span", "", "Send location"));
      share.type = "button";
      share.disabled = isDead;
      share.addEventListener("click", () => openDialog("location-dialog"));
      below.push(share);
      break;
    }
  }
}

/* A template with its values, as the platform filled it in. */
function template(message, content, inside, below) {
  const filled = message.filled ?? { body: { text: "Template " + (content.name ?? "") } };
  interactive(message, filled, inside, below);
  for (const button of filled.buttons ?? []) {
    if (button.type === "quick_reply") below.push(replyButton(message, { id: button.id, title: button.text }, Boolean(message.error)));
    else if (button.type === "url") below.push(linkTo(button.url ?? "", "link-open", svg("link"), bdi(button.text ?? "")));
    else below.push(label(button.text || "Copy code"));
  }
}

/* A button whose other end is not played here. */
function label(title) {
  const button = el("button", "reply-button", bdi(title));
  button.type = "button";
  button.disabled = true;
  return button;
}

function replyButton(message, reply, isDead) {
  const button = el("button", "reply-button", svg("reply", "icon mirror"), bdi(reply?.title ?? ""));
  button.type = "button";
  button.dataset.id = reply?.id ?? "";
  button.disabled = isDead;
  button.addEventListener("click", async () => {
    const all = [...button.parentElement.children];
    for (const other of all) other.disabled = true;
    const isSent = await send({ type: "button", message: message.id, id: reply.id });
    if (!isSent) for (const other of all) other.disabled = false;
  });
  return button;
}

function picture(content, message) {
  const name = message.file_name || content.link || "";
  const node = content.link ? linkTo(content.link, "picture") : el("div", "picture");
  const placeholder = () => node.replaceChildren(svg("image"), el("span", "caption", name));
  if (content.link && safeLink(content.link)) {
    const image = el("img");
    image.alt = content.caption || "Picture";
    image.referrerPolicy = "no-referrer";
    image.addEventListener("error", placeholder);
    image.addEventListener("load", keepAtBottom);
    image.src = content.link;
    node.append(image);
  } else placeholder();
  return node;
}

function place(content) {
  const at = Number(content.latitude).toFixed(5) + ", " + Number(content.longitude).toFixed(5);
  const url = "https://www.openstreetmap.org/?mlat=" + encodeURIComponent(content.latitude) + "&mlon=" + encodeURIComponent(content.longitude);
  const map = linkTo(url, "map", svg("pin"));
  map.setAttribute("aria-label", "Map of " + (content.name || at));
  const coordinates = el("span", "", bdi(at));
  coordinates.firstChild.dir = "ltr";
  const lines = [content.name ? el("b", "", bdi(content.name)) : null, content.address ? el("span", "", bdi(content.address)) : null];
  return [map, el("div", "place", ...lines, coordinates)];
}

function thing(icon, title, detail, link) {
  return linkTo(link ?? "", "thing", svg(icon), el("div", "", el("b", "", bdi(title)), detail ? el("span", "", bdi(detail)) : null));
}

/* Reactions */

function reactButton(message) {
  const button = el("button", "react round", svg("smile"));
  button.type = "button";
  button.setAttribute("aria-label", "React");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    const wasOpen = button.getAttribute("aria-expanded") === "true";
    closeMenus();
    if (wasOpen) return;
    const mine = conversation().messages.get(message.id)?.reactions?.person;
    const menu = el("div", "emojis", ...["👍", "❤️", "😂", "😮", "😢", "🙏"].map((emoji) => {
      const choice = el("button", "", emoji);
      choice.type = "button";
      choice.setAttribute("aria-pressed", String(mine === emoji));
      choice.addEventListener("click", () => {
        closeMenus();
        send({ type: "reaction", message: message.id, ...(mine === emoji ? {} : { emoji }) });
      });
      return choice;
    }));
    button.setAttribute("aria-expanded", "true");
    button.parentElement.append(menu);
    menu.firstElementChild.focus({ preventScroll: true });
  });
  return button;
}

function closeMenus() {
  for (const menu of document.querySelectorAll(".emojis")) menu.remove();
  for (const button of document.querySelectorAll('.react[aria-expanded="true"]')) button.setAttribute("aria-expanded", "false");
  $("attach-menu").hidden = true;
  $("attach").setAttribute("aria-expanded", "false");
}

/* The list picker */

function openSheet(message) {
  const action = message.interactive?.action ?? {};
  $("sheet-title").textContent = action.button ?? "";
  const rows = [];
  for (const section of action.sections ?? []) {
    if (section.title) rows.push(el("h3", "list-section", bdi(section.title)));
    for (const item of section.rows ?? []) {
      const button = el("button", "list-row", el("b", "", bdi(item.title)), item.description ? el("span", "", bdi(item.description)) : null, el("i"));
      button.type = "button";
      button.dataset.id = item.id;
      button.setAttribute("aria-pressed", String(message.chosen === item.id));
      button.addEventListener("click", () => {
        $("sheet").close();
        send({ type: "row", message: message.id, id: item.id });
        $("composer").focus({ preventScroll: true });
      });
      rows.push(button);
    }
  }
  $("sheet-rows").replaceChildren(...rows);
  $("sheet").showModal();
  $("sheet-rows").querySelector(".list-row")?.focus({ preventScroll: true });
}

/* State */

const emptyConversation = () => ({ unread: 0, typing_until: null, last_from_person: null, messages: new Map() });

function conversationOf(number, contact) {
  const key = keyOf(number, contact);
  if (!state.conversations.has(key)) state.conversations.set(key, emptyConversation());
  return state.conversations.get(key);
}
const conversation = () => conversationOf(state.number, state.selected);
const botName = () => state.numbers.find((number) => number.id === state.number)?.name ?? "";

const handlers = {
  snapshot(data) {
    state.clockSkew = data.now - Date.now();
    state.numbers = data.numbers;
    if (!state.numbers.some((number) => number.id === state.number)) state.number = state.numbers[0]?.id ?? null;
    state.contacts = new Map(data.contacts.map((contact) => [contact.id, contact]));
    state.conversations = new Map();
    for (const saved of data.conversations) {
      const messages = new Map(saved.messages.map((message) => [message.id, message]));
      state.conversations.set(keyOf(saved.number, saved.contact), { ...saved, messages });
    }
    state.trouble = data.trouble;
    showNumbers();
    showBanner();
    choose(location.hash.slice(1), true);
  },
  message(data) {
    const messages = conversationOf(data.number, data.contact).messages;
    const isNew = !messages.has(data.id);
    messages.set(data.id, data);
    if (data.contact === state.selected && data.number === state.number) showMessage(data, isNew);
    showContacts();
  },
  contact(data) {
    state.contacts.set(data.id, data);
    showContacts();
  },
  conversation(data) {
    Object.assign(conversationOf(data.number, data.contact), {
      unread: data.unread, typing_until: data.typing_until, last_from_person: data.last_from_person,
    });
    showContacts();
    if (data.contact === state.selected && data.number === state.number) {
      showTyping();
      markRead();
    }
  },
  faults() {},
  trouble(data) {
    state.trouble = data.text;
    showBanner();
  },
};

/* Showing */

function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]).join("").toLocaleUpperCase() || "#";
}

function hue(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return "hue-" + (sum % 8);
}

const shownPhone = (contact) => (contact.phone ? "+" + contact.phone : contact.username ? "@" + contact.username : contact.user_id);

const lastOf = (messages) => [...messages.values()].at(-1);

const contactButtons = new Map();

function contactButton(contact) {
  if (contactButtons.has(contact.id)) return contactButtons.get(contact.id);
  const button = el("button", "contact");
  button.type = "button";
  button.dataset.id = contact.id;
  button.addEventListener("click", () => {
    if (location.hash.slice(1) === contact.id) choose(contact.id);
    else location.hash = contact.id;
  });
  contactButtons.set(contact.id, button);
  return button;
}

function fillContact(button, contact, talk, last) {
  const isTyping = (talk.typing_until ?? 0) > now();
  const line = isTyping
    ? el("span", "line typing-line", auto(el("span", "", "typing…")))
    : el("span", "line", last ? tick(last) : null, auto(el("span", "", last ? stripped(summary(last)) : bdi(shownPhone(contact)))));
  const time = last ? (dayOf(last.time) === dayOf(now()) ? clockTime.format(last.time) : dayLabel(last.time)) : "";
  const face = el("span", "avatar " + hue(contact.id), initials(contact.name));
  face.setAttribute("aria-hidden", "true");
  button.replaceChildren(
    face, auto(el("span", "name", contact.name)), el("span", "time", bdi(time)), line,
    ...(talk.unread ? [el("span", "badge", String(talk.unread))] : []));
  button.classList.toggle("has-unread", talk.unread > 0);
  if (contact.id === state.selected) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
  button.setAttribute("aria-label", contact.name + (talk.unread ? ", " + talk.unread + " unread" : ""));
}

function showContacts() {
  const entries = [...state.contacts.values()].map((contact) => {
    const talk = conversationOf(state.number, contact.id);
    return { contact, talk, last: lastOf(talk.messages) };
  });
  entries.sort((left, right) => (right.last?.time ?? 0) - (left.last?.time ?? 0));
  const items = entries.map(({ contact, talk, last }) => {
    const button = contactButton(contact);
    fillContact(button, contact, talk, last);
    return button.parentElement ?? el("li", "", button);
  });
  const shown = [...$("contacts").children];
  if (items.length !== shown.length || items.some((item, index) => item !== shown[index])) {
    const focused = document.activeElement;
    $("contacts").replaceChildren(...items);
    if (focused?.classList.contains("contact")) focused.focus({ preventScroll: true });
  }
  $("no-contacts").hidden = state.contacts.size > 0;
  $("contacts").hidden = state.contacts.size === 0;
  const unread = entries.reduce((sum, { talk }) => sum + talk.unread, 0);
  document.title = (unread ? "(" + unread + ") " : "") + "Moonpost simulator";
}

function showNumbers() {
  $("number-choice").hidden = state.numbers.length < 2;
  $("number").replaceChildren(...state.numbers.map((number) => {
    const option = el("option", "", number.name + " · +" + number.display);
    option.value = number.id;
    option.selected = number.id === state.number;
    return option;
  }));
}

const isWide = matchMedia("(min-width: 720px)");

/* Selects a contact; on a wide screen the first one where none is named. */
function choose(id, isFresh = false) {
  let chosen = state.contacts.has(id) ? id : null;
  if (!chosen && isWide.matches) chosen = state.contacts.has(state.selected) ? state.selected : state.contacts.keys().next().value ?? null;
  const isChange = chosen !== state.selected;
  if (isChange && state.selected) drafts.set(state.selected, $("composer").value);
  state.selected = chosen;
  $("app").dataset.view = chosen ? "chat" : "people";
  $("chat").classList.toggle("nobody", !chosen);
  const contact = state.contacts.get(chosen);
  document.documentElement.dir = contact?.direction ?? "ltr";
  if (contact) {
    $("chat-title").textContent = botName();
    $("owner").textContent = contact.name;
    $("owner").title = "The phone of " + contact.name + ", " + shownPhone(contact);
    $("composer").setAttribute("aria-label", "Message as " + contact.name);
    if (isChange) {
      $("composer").value = drafts.get(chosen) ?? "";
      fitComposer();
      if (isWide.matches) $("composer").focus({ preventScroll: true });
    }
  }
  if (isChange || isFresh) showMessages();
  showContacts();
  markRead();
}
const drafts = new Map();

function showMessages() {
  const nodes = [];
  let before = null;
  if (state.selected) {
    for (const message of conversation().messages.values()) {
      nodes.push(...rowsFor(message, before));
      before = message;
    }
  }
  $("messages").replaceChildren(...nodes);
  $("try").hidden = !state.selected || before !== null;
  showTyping();
  toBottom();
}

/* The bubble, with the day above it where a new one begins. */
function rowsFor(message, before) {
  const node = row(message);
  if (!before || before.from !== message.from) node.classList.add("turn");
  if (before && dayOf(before.time) === dayOf(message.time)) return [node];
  node.classList.add("turn");
  return [el("div", "day", dayLabel(message.time)), node];
}

function showMessage(message, isNew) {
  const wasAtBottom = isAtBottom();
  const old = document.querySelector(`.row[data-id="${CSS.escape(message.id)}"]`);
  if (old && Boolean(message.error) === (old.querySelector(".bubble.failed") !== null)) refresh(old, message);
  else if (old) {
    const node = row(message);
    node.classList.toggle("turn", old.classList.contains("turn"));
    old.replaceWith(node);
  } else if (isNew) {
    const all = [...conversation().messages.values()];
    const nodes = rowsFor(message, all.at(-2) ?? null);
    nodes.at(-1).classList.add("new");
    $("messages").append(...nodes);
    $("try").hidden = true;
  }
  if (wasAtBottom || (isNew && message.from === "person")) toBottom();
  else if (isNew) $("jump").hidden = false;
}

let typingTimer;
function showTyping() {
  const until = state.selected ? conversation().typing_until ?? 0 : 0;
  const isTyping = until > now();
  const wasAtBottom = isAtBottom();
  $("typing-row").hidden = !isTyping;
  const number = state.numbers.find((each) => each.id === state.number);
  const subtitle = bdi(isTyping ? "typing…" : number ? "+" + number.display : "");
  if (!isTyping) subtitle.dir = "ltr";  // digits alone would put their "+" last in a right-to-left page
  $("chat-subtitle").replaceChildren(subtitle);
  $("chat-subtitle").classList.toggle("live", isTyping);
  clearTimeout(typingTimer);
  if (isTyping) {
    typingTimer = setTimeout(() => { showTyping(); showContacts(); }, Math.min(until - now() + 20, 30000));
    if (wasAtBottom) toBottom();
  }
}

function showBanner() {
  const text = !state.isConnected ? "Connection lost, reconnecting…" : state.trouble;
  $("banner").hidden = !text;
  $("banner").textContent = text ?? "";
  $("banner").classList.toggle("lost", !state.isConnected);
}

/* Scrolling */

const isAtBottom = () => $("scroller").scrollHeight - $("scroller").scrollTop - $("scroller").clientHeight < 90;
function toBottom() {
  $("scroller").scrollTop = $("scroller").scrollHeight;
  $("jump").hidden = true;
}
function keepAtBottom() {
  if ($("jump").hidden) toBottom();
}
$("scroller").addEventListener("scroll", () => { if (isAtBottom()) $("jump").hidden = true; });
$("jump").addEventListener("click", toBottom);
new ResizeObserver(keepAtBottom).observe($("scroller"));

/* Reading: whoever looks at the conversation has read it. */

let isMarking = false;
async function markRead() {
  if (isMarking || !state.selected || document.visibilityState !== "visible") return;
  if ($("app").dataset.view !== "chat" || conversation().unread === 0) return;
  isMarking = true;
  const contact = state.selected;
  try {
    await post("contacts/" + encodeURIComponent(contact) + "/read", { number: state.number });
    isMarking = false;
  } catch {
    // The banner already says that the connection is lost; try again when it is back.
    setTimeout(() => { isMarking = false; markRead(); }, 2000);
  }
}
document.addEventListener("visibilitychange", markRead);

/* Composing */

function fitComposer() {
  const box = $("composer");
  box.dir = box.value ? "auto" : "";  // an empty box stands as the page does
  box.style.height = "auto";
  box.style.height = Math.min(box.scrollHeight + 2, 150) + "px";
  $("send").disabled = box.value.trim() === "";
}
$("composer").addEventListener("input", fitComposer);
$("composer").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("compose").requestSubmit();
  }
});
$("compose").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("composer").value.trim();
  if (!text || !state.selected) return;
  $("composer").value = "";
  fitComposer();
  $("composer").focus({ preventScroll: true });
  const isSent = await send({ type: "text", text });
  if (!isSent && $("composer").value === "") {
    $("composer").value = text;
    fitComposer();
  }
});
for (const chip of document.querySelectorAll("[data-say]")) {
  chip.addEventListener("click", () => send({ type: "text", text: chip.dataset.say }));
}

$("attach").addEventListener("click", (event) => {
  event.stopPropagation();
  const willOpen = $("attach-menu").hidden;
  closeMenus();
  $("attach-menu").hidden = !willOpen;
  $("attach").setAttribute("aria-expanded", String(willOpen));
  if (willOpen) $("attach-location").focus();
});
$("attach-location").addEventListener("click", () => openDialog("location-dialog"));
$("attach-image").addEventListener("click", () => openDialog("image-dialog"));
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(); });

/* Dialogs */

function openDialog(id) {
  closeMenus();
  const dialog = $(id);
  dialog.querySelector(".problem").hidden = true;
  dialog.showModal();
}

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
}

/* Closes when the action succeeded, and shows the problem otherwise. */
function onSubmit(id, action) {
  const dialog = $(id);
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = dialog.querySelector(".problem");
    try {
      await action();
      problem.hidden = true;
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  });
}

const sendFromDialog = (content) => post("contacts/" + encodeURIComponent(state.selected) + "/messages", { ...content, number: state.number });

onSubmit("contact-dialog", async () => {
  const isHidden = $("contact-hidden").checked;
  const phone = $("contact-phone").value.trim();
  const username = $("contact-username").value.trim().replace(/^@/, "");
  if (!isHidden && !phone) throw new Error("A phone number is needed, like +201001234567.");
  const contact = await post("contacts", {
    name: $("contact-name").value.trim(), language: $("contact-language").value,
    ...(isHidden ? {} : { phone }), ...(isHidden && username ? { username } : {}),
  });
  state.contacts.set(contact.id, contact);
  $("contact-dialog").querySelector("form").reset();
  $("contact-hidden").dispatchEvent(new Event("change"));
  location.hash = contact.id;
});
$("contact-hidden").addEventListener("change", () => {
  $("username-field").hidden = !$("contact-hidden").checked;
  $("contact-phone").disabled = $("contact-hidden").checked;
});
onSubmit("location-dialog", () => {
  const latitude = Number($("location-latitude").value.replace(",", "."));
  const longitude = Number($("location-longitude").value.replace(",", "."));
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) throw new Error("Latitude and longitude must be numbers.");
  const name = $("location-name").value.trim();
  return sendFromDialog({ type: "location", latitude, longitude, ...(name ? { name } : {}) });
});
for (const chip of $("places").children) {
  chip.addEventListener("click", () => {
    const [latitude, longitude, name] = chip.dataset.place.split(",");
    $("location-latitude").value = latitude;
    $("location-longitude").value = longitude;
    $("location-name").value = name;
  });
}
onSubmit("image-dialog", async () => {
  const caption = $("image-caption").value.trim();
  await sendFromDialog({ type: "image", name: $("image-name").value.trim(), ...(caption ? { caption } : {}) });
  $("image-caption").value = "";
});

$("add-contact").addEventListener("click", () => openDialog("contact-dialog"));
$("add-first").addEventListener("click", () => openDialog("contact-dialog"));
$("back").addEventListener("click", () => { location.hash = ""; });
$("number").addEventListener("change", () => {
  state.number = $("number").value;
  choose(state.selected, true);
});
window.addEventListener("hashchange", () => choose(location.hash.slice(1)));
isWide.addEventListener("change", () => choose(location.hash.slice(1)));

/* The connection: the browser resumes it by itself with the id of the last event, unless it was refused. */

let isFirstTry = true;
function connect() {
  const query = state.lastEvent ? "?last_event_id=" + encodeURIComponent(state.lastEvent) : "";
  const source = new EventSource(api + "events" + query);
  source.addEventListener("open", () => {
    isFirstTry = false;
    state.isConnected = true;
    showBanner();
    markRead();
  });
  source.addEventListener("error", () => {
    state.isConnected = false;
    showBanner();
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, isFirstTry ? 500 : 2000);
  });
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => {
      state.lastEvent = event.lastEventId;
      handle(JSON.parse(event.data));
    });
  }
}

fitComposer();
connect();
