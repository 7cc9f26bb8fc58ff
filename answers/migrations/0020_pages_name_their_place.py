from django.db import migrations, models


class Migration(migrations.Migration):
    """The column alone: pages are read while the next migration fills it."""

    dependencies = [
        ('answers', '0019_pages_by_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='publishedpage',
            name='stands_in',
            field=models.TextField(null=True),
        ),
    ]
