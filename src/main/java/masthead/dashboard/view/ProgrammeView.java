package masthead.dashboard.view;

import java.util.List;

/**
 * One programme of one channel.
 *
 * @param picture an address of ours, or empty
 */
public record ProgrammeView(
        int channel,
        String channelName,
        String title,
        String subtitle,
        String when,
        String plot,
        String picture,
        List<SystemView.Fact> facts) {}
