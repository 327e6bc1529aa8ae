package masthead.rest;

import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.NoSuchEntry;
import masthead.guide.fill.FillText;
import masthead.guide.fill.FillTexts;

/** {@code /api/guide/channels/{id}/fill}: what stands in a channel's row where no guide has anything. */
public final class FillRoutes extends Subject {
    private static final Shape.Thing FILL = Shape.thing(
            "Fill",
            Field.id("channel", ""),
            Field.flag("own", "Whether it is a text of your own."),
            Field.text("title", "").maybe(),
            Field.text("description", "").maybe());

    private final FillTexts texts;
    private final Catalogs catalogs;

    public FillRoutes(FillTexts texts, Catalogs catalogs) {
        this.texts = texts;
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        String at = "/api/guide/channels/{id}/fill";
        door.on(
                        Operation.get(at, "What stands in a channel's row where no guide has anything")
                                .answers(FILL),
                        this::show)
                .on(
                        Operation.put(at, "Puts a text of your own there")
                                .takes(
                                        Field.text("title", "").must(),
                                        Field.text("description", "Empty where it is not said."))
                                .answers(FILL),
                        this::set)
                .on(Operation.delete(at, "Puts the usual text there again"), this::clear);
    }

    private ChannelId channel(Call call) {
        ChannelId id = new ChannelId(call.id());
        return catalogs.current()
                .channel(id)
                .orElseThrow(() -> new NoSuchEntry("channel", id))
                .id();
    }

    private void show(Call call) {
        ChannelId id = channel(call);
        reply(call, id);
    }

    private void set(Call call) {
        ChannelId id = channel(call);
        Fields fields = call.fields();
        String title = Fields.required("title", fields.text("title"));
        texts.set(
                id,
                Refusal.unlessValid(
                        () -> new FillText(title, fields.text("description").orElse(""))));
        reply(call, id);
    }

    private void clear(Call call) {
        texts.clear(channel(call));
        call.replyNothing();
    }

    private void reply(Call call, ChannelId id) {
        call.reply(json -> {
            json.writeStartObject();
            json.writeNumberProperty("channel", id.value());
            json.writeBooleanProperty("own", texts.of(id).isPresent());
            texts.of(id).ifPresent(text -> {
                json.writeStringProperty("title", text.title());
                json.writeStringProperty("description", text.description());
            });
            json.writeEndObject();
        });
    }
}
