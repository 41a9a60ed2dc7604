// The capabilities of a recommender: the data that it uses, and the services and learners that it
// has, beyond the session of a request.
#pragma once

namespace reprise {

/// A recommender or a part of one declares its capabilities at its registration. Recipe::declared
/// is the union over all parts of a recommender, so the capabilities are known from the YAML,
/// before the recommender is made.
struct Capabilities {
  // It reads the user's earlier sessions. Request::history is null for all other recommenders.
  bool reads_history = false;
  // It observes the hidden session, which no service could do. Request::hidden is null for all
  // other recommenders. Such a recommender is an upper bound for others, and not a candidate
  // itself.
  bool observes_latent_state = false;
  // It uses other data that no service could know, such as true inner products.
  bool privileged = false;
  // It asks a service outside of this program, and the service remembers its users.
  bool asks_service = false;
  // It learns between days, with a Learner.
  bool learns = false;
  // It runs code that a file names, so the user must have allowed it.
  bool runs_commands = false;
  // Its answers depend on things that no fingerprint of the settings tells.
  bool unfingerprinted = false;

  Capabilities& operator|=(const Capabilities& other) {
    reads_history |= other.reads_history;
    observes_latent_state |= other.observes_latent_state;
    privileged |= other.privileged;
    asks_service |= other.asks_service;
    learns |= other.learns;
    runs_commands |= other.runs_commands;
    unfingerprinted |= other.unfingerprinted;
    return *this;
  }

  friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

}  // namespace reprise
