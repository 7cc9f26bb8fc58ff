from django.db import migrations, models


class Migration(migrations.Migration):
    """The new index is there before the old one goes: whoever reads waits for no index to be built."""

    dependencies = [
        ('answers', '0016_answers_as_public'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(fields=['public_state', 'review_due_on', 'question'], name='answers_by_day_due'),
        ),
        migrations.RemoveIndex(
            model_name='answer',
            name='answers_by_next_review',
        ),
    ]
