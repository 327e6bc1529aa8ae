// Dark or light, before anything is painted: as chosen here, else as the system has it.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => {
    try { return localStorage.getItem('masthead-theme'); } catch { return null; }
  };
  const apply = () => document.documentElement.setAttribute('data-bs-theme', chosen() || (system.matches ? 'dark' : 'light'));
  apply();
  system.addEventListener('change', apply);
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-theme-toggle]')) return;
    const next = document.documentElement.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('masthead-theme', next);
    } catch { /* private windows may forbid it: then it lasts for this page */ }
    document.documentElement.setAttribute('data-bs-theme', next);
  });
})();
