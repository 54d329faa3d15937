// The exercises that are solved, by their ids: kept in this browser alone, for both languages of the book.

const KEY = "gradient-descent-solved";
const watchers = [];

// False where the browser lets the site keep nothing; what takes the place of its storage goes with the page.
export const kept = localStorage instanceof Storage;

export function solved() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY)));
  } catch {
    return new Set();
  }
}

export function mark(ids, isSolved) {
  const all = solved();
  ids.forEach((id) => (isSolved ? all.add(id) : all.delete(id)));
  try {
    if (all.size) localStorage.setItem(KEY, JSON.stringify([...all]));
    else localStorage.removeItem(KEY);
  } catch (error) {
    console.warn(error); // no room left
  }
  tell();
}

// Call `watcher` now and after every change, in another tab as well.
export function watch(watcher) {
  watchers.push(watcher);
  watcher();
}

const tell = () => watchers.forEach((watcher) => watcher());
addEventListener("storage", tell);
addEventListener("pageshow", ({ persisted }) => persisted && tell()); // a page that slept through changes
