// Capabilities of a recommender beyond answering a request by its session alone.
#pragma once

namespace reprise {

/// A recommender or a part of one declares them at its registration, and Recipe::declared has the
/// union over all its parts: they are known from the YAML, before anything is made.
struct Capabilities {
  // It reads the user's earlier sessions: only then Request::history is there.
  bool reads_history = false;
  // It observes the hidden session, as no service could: only then Request::hidden is there. Such a
  // recommender is a ceiling for others and no candidate itself.
  bool observes_latent_state = false;
  // It uses something else that no service could know, such as true inner products.
  bool privileged = false;
  // It asks a service outside of this program, which remembers its users.
  bool asks_service = false;
  // It learns between days: it has a Learner.
  bool learns = false;

  Capabilities& operator|=(const Capabilities& other) {
    reads_history |= other.reads_history;
    observes_latent_state |= other.observes_latent_state;
    privileged |= other.privileged;
    asks_service |= other.asks_service;
    learns |= other.learns;
    return *this;
  }

  friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

}  // namespace reprise
