package masthead.dashboard.view;

import java.util.List;

/**
 * A subscriber while he is added or edited.
 *
 * @param id 0 for a new one
 * @param password a suggestion for a new one; empty otherwise: it is not known
 * @param lineups what he may be shown a part of; empty if everybody sees everything
 * @param lineup his; 0 for everything
 * @param addresses where players may reach this server, the likeliest first
 */
public record SubscriberForm(
        int id,
        String name,
        String password,
        String connections,
        String expires,
        boolean enabled,
        boolean trial,
        boolean ts,
        boolean m3u8,
        String networks,
        String agents,
        List<ChannelsView.Choice> lineups,
        int lineup,
        List<String> addresses,
        Ready lines,
        String wrong) {}
