// The whole desk by keyboard: [data-key] names the physical key, so any layout will do.
import { takeFirst } from "./first-answer.js";

const isField = (element) => element.matches("input, textarea, select");
const isPressed = (element) => element.matches("button, a, summary");

function use(element) {
  if (isField(element)) { element.focus(); element.select?.(); }
  else if (element.popover) element.togglePopover();
  else element.click();
}

// ↓ and ↑ walk the rows of the people list.
function walkPeople(event) {
  const search = document.getElementById("people-search");
  const rows = [...document.querySelectorAll("[data-row]")];
  const here = rows.indexOf(document.activeElement);
  if (event.key === "Enter" && event.target === search) takeFirst(search);
  else if (event.key === "ArrowDown" && (event.target === search || here >= 0)) rows[here + 1]?.focus();
  else if (event.key === "ArrowUp" && here >= 0) (rows[here - 1] ?? search)?.focus();
  else return false;
  return true;
}

// From the words that a menu asks for, Enter and Esc lead back to what is chosen in it.
function backToChoices(event) {
  const menu = event.target.matches("[data-menu-key]") && isField(event.target) && event.target.closest("[popover]");
  if (!menu || !["Enter", "Escape"].includes(event.key)) return false;
  menu.querySelector("button[data-menu-key]")?.focus();
  return true;
}

function target(event) {
  const open = document.querySelector("[popover]:popover-open");
  if (open) return isField(event.target) && !event.altKey ? null : open.querySelector(`[data-menu-key="${event.code}"]`);
  const typing = isField(event.target);
  const plain = !typing || event.altKey || /^F\d+$/.test(event.code);
  const enter = event.code === "Enter" && !event.ctrlKey;
  if (enter && (isPressed(event.target) || (typing && !event.target.closest("[data-facts]")))) return null;
  if (!plain && !enter && !event.ctrlKey) return null;
  const name = (event.shiftKey ? "Shift+" : "") + event.code + (event.ctrlKey ? "+Ctrl" : "");
  return [...document.querySelectorAll(`[data-key~="${name}"]`)].find((one) => !one.disabled);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.metaKey || event.repeat) return;
  if (backToChoices(event)) { event.preventDefault(); return; }
  if (event.key === "Escape" && isField(event.target)) { event.target.blur(); return; }
  if (walkPeople(event)) { event.preventDefault(); return; }
  const element = target(event);
  // Enter in a field is the main button, never the first one of the form.
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  if (!element) return;
  event.preventDefault();
  use(element);
});
