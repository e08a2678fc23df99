package silt.db;

/** A scene at its place in a campaign, counted from 1. */
public record CampaignScene(long position, SceneRow scene) {}
