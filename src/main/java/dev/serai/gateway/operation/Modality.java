package dev.serai.gateway.operation;

/** The kind of an input. */
public enum Modality {

	TEXT, IMAGE, DOCUMENT, AUDIO

}
