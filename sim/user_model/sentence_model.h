// The user model that a sentence's parts make together.
//
//   score  = interest                                    how well a track matches
//   share  = 1 / (1 + exp(-(score - bias) * sharpness))  botify's logistic, with the user's traits
//   odds   = state x repeat:   share : 1 - share is multiplied by it
//   factor = repeat x fatigue x fatigue ...
//   time   = response(share, factor)
//   skip   : with a chance of 1 - time (Session)
//   end    = leave(time, skip);   next session = return(session)
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/user_model/parts.h"

namespace reprise {

struct ListenerParts {
  std::unique_ptr<Interest> interest;
  std::unique_ptr<State> state;
  std::unique_ptr<ResponseRule> response;
  std::unique_ptr<Repeat> repeat;
  std::vector<std::unique_ptr<Fatigue>> fatigue;
  std::unique_ptr<Leave> leave;
  std::unique_ptr<Return> comes_back;

  ListenerParts clone() const;
};

class SentenceModel final : public UserModel {
 public:
  SentenceModel(ListenerParts parts, const UserModelFacts& facts, std::string sentence,
                std::string remembering_parts)
      : parts_(std::move(parts)),
        facts_(facts),
        sentence_(std::move(sentence)),
        remembering_parts_(std::move(remembering_parts)) {}

  std::unique_ptr<Listener> make_listener() const override;
  const UserModelFacts& facts() const override { return facts_; }
  const std::string& sentence() const override { return sentence_; }
  const std::string& remembering_parts() const override { return remembering_parts_; }

 private:
  ListenerParts parts_;
  UserModelFacts facts_;
  std::string sentence_;
  std::string remembering_parts_;
};

}  // namespace reprise
