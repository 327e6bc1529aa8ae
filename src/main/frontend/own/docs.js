// The page that tells what programs can ask: Swagger UI over our own document, and nothing from elsewhere.
(() => {
  const root = document.documentElement;
  const follow = () => root.classList.toggle('dark-mode', root.getAttribute('data-bs-theme') === 'dark');
  follow();
  new MutationObserver(follow).observe(root, { attributeFilter: ['data-bs-theme'] });
  SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#operations',
    presets: [SwaggerUIBundle.presets.apis],
    layout: 'BaseLayout',
    deepLinking: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
  });
})();
