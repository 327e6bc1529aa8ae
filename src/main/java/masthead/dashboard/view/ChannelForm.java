package masthead.dashboard.view;

/** A channel's row while it is edited, with what is wrong, if anything is. */
public record ChannelForm(int id, String number, String name, String group, String logo, String guide, String wrong) {}
