"""What a site keeps for all its answers: topics and questions, words, texts, rules, webhooks."""
