// What the npm library @iptv/xtream-api makes of a server: node xtream-client.mjs LIBRARY ADDRESS USER PASSWORD; prints JSON.
const [library, url, username, password] = process.argv.slice(2);
const { Xtream } = await import(library);
const client = new Xtream({ url, username, password, preferredFormat: "ts" });
const profile = await client.getProfile();
const server = await client.getServerInfo();
const movies = await client.getMovies();
const shows = await client.getShows();
const channels = await client.getChannels();
const categories = {
  channels: await client.getChannelCategories(),
  movies: await client.getMovieCategories(),
  shows: await client.getShowCategories(),
};
const ofCategory = await client.getMovies({ categoryId: categories.movies[0].category_id });
const refused = async (ask) => { try { await ask(); return ""; } catch (e) { return e.message; } };
console.log(JSON.stringify({
  profile, server, channels, movies, shows, categories,
  moviesOfFirstCategory: ofCategory.length,
  movie: await client.getMovie({ movieId: movies[0].stream_id }),
  show: await client.getShow({ showId: shows[0].series_id }),
  shortEPG: await client.getShortEPG({ channelId: channels[0].stream_id, limit: 2 }),
  fullEPG: await client.getFullEPG({ channelId: channels[0].stream_id }),
  timeshift: client.generateStreamUrl({ type: "channel", streamId: channels[0].stream_id, extension: "ts", timeshift: { start: new Date(Date.UTC(2026, 0, 1, 12, 0)), duration: 30 } }),
  unknownMovie: await refused(() => client.getMovie({ movieId: 2147483000 })),
  unknownShow: await refused(() => client.getShow({ showId: 2147483000 })),
}));
